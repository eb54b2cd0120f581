/** The connector to OpenSIPS: telephony in, management commands out. */
@NullMarked
package io.callapi.opensips;

import org.jspecify.annotations.NullMarked;
