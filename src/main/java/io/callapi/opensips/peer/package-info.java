/** Sockets towards the proxy, who it is on the network, and what is heard of others. */
@NullMarked
package io.callapi.opensips.peer;

import org.jspecify.annotations.NullMarked;
