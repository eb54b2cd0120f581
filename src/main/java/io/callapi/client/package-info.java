/** The clients: WebSocket connections that speak JSON-RPC. */
@NullMarked
package io.callapi.client;

import org.jspecify.annotations.NullMarked;
