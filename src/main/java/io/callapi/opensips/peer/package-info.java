/** Who the proxy is on the network. */
@NullMarked
package io.callapi.opensips.peer;

import org.jspecify.annotations.NullMarked;
