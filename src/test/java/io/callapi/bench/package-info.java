/**
 * Measures a running Call API ({@code scripts/bench}), and tries it behind a network that loses,
 * doubles and reorders what passes ({@code scripts/bench faults}), with a proxy that dies and comes
 * back ({@code scripts/bench restarts}), and under garbage ({@code scripts/bench fuzz}).
 */
@NullMarked
package io.callapi.bench;

import org.jspecify.annotations.NullMarked;
