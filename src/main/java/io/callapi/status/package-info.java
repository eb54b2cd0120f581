/** What is wrong: how the service and its links are, for operators. */
@NullMarked
package io.callapi.status;

import org.jspecify.annotations.NullMarked;
