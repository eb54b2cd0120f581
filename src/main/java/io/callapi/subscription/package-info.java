/** What clients can subscribe to, and who is told what of it. */
@NullMarked
package io.callapi.subscription;

import org.jspecify.annotations.NullMarked;
