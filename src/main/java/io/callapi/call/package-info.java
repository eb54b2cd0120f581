/** One class for each command that a client can give. */
@NullMarked
package io.callapi.call;

import org.jspecify.annotations.NullMarked;
