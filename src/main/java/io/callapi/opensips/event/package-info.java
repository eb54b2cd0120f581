/** The event interface of OpenSIPS: sockets, decoding, subscriptions. */
@NullMarked
package io.callapi.opensips.event;

import org.jspecify.annotations.NullMarked;
