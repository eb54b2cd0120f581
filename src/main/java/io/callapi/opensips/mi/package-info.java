/** The management interface (MI) of OpenSIPS: requests, replies, transports. */
@NullMarked
package io.callapi.opensips.mi;

import org.jspecify.annotations.NullMarked;
