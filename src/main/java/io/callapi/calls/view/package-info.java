/** The calls of one proxy as clients see them, and what changes of them. */
@NullMarked
package io.callapi.calls.view;

import org.jspecify.annotations.NullMarked;
