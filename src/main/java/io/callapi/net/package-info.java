/** Values of the network. */
@NullMarked
package io.callapi.net;

import org.jspecify.annotations.NullMarked;
