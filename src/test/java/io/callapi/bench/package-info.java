/**
 * Measures a running Call API ({@code scripts/bench}), and tries it behind a network that loses,
 * doubles and reorders what passes ({@code scripts/bench faults}).
 */
@NullMarked
package io.callapi.bench;

import org.jspecify.annotations.NullMarked;
