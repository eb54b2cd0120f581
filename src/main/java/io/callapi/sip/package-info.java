/** SIP values that cannot hold a bad value. */
@NullMarked
package io.callapi.sip;

import org.jspecify.annotations.NullMarked;
