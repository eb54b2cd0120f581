/**
 * Clients that mean ill, one scenario after another, beside clients that do not: {@code bench
 * abuse}.
 */
@NullMarked
package io.callapi.bench.abuse;

import org.jspecify.annotations.NullMarked;
