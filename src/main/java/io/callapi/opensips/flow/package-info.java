/** Flow control towards one proxy: how many requests may be under way, and what waits. */
@NullMarked
package io.callapi.opensips.flow;

import org.jspecify.annotations.NullMarked;
