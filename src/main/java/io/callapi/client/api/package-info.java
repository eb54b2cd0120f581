/**
 * A client of Call API for programs on Vert.x: commands, queries and subscriptions over a
 * connection that is opened again when it is lost. It uses nothing of the server.
 */
@NullMarked
package io.callapi.client.api;

import org.jspecify.annotations.NullMarked;
