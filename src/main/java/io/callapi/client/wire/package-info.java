/** The TCP connections under HTTP and WebSocket: who is let in, and what a peer may hold up. */
@NullMarked
package io.callapi.client.wire;

import org.jspecify.annotations.NullMarked;
