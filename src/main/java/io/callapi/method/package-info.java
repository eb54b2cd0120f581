/** The table of the methods that clients may call: commands and queries. */
@NullMarked
package io.callapi.method;

import org.jspecify.annotations.NullMarked;
