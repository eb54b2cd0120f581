/** Typed messages on the event bus of this node: addresses and sending. */
@NullMarked
package io.callapi.bus;

import org.jspecify.annotations.NullMarked;
