/** The table of the methods that clients may call: commands, queries and subscriptions. */
@NullMarked
package io.callapi.method;

import org.jspecify.annotations.NullMarked;
