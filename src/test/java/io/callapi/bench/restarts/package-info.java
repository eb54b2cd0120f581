/**
 * Kills the proxy and starts it again, over and over, while commands are given at a steady rate,
 * and checks that Call API finds its way back and loses nothing.
 */
@NullMarked
package io.callapi.bench.restarts;

import org.jspecify.annotations.NullMarked;
