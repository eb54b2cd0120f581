/** The queries that clients can make, one class each. */
@NullMarked
package io.callapi.query;

import org.jspecify.annotations.NullMarked;
