/** Typed messages on the event bus: addresses, sending, and the codec between nodes. */
@NullMarked
package io.callapi.bus;

import org.jspecify.annotations.NullMarked;
