/** Why this machine cannot listen somewhere, and the way out. */
@NullMarked
package io.callapi.listen;

import org.jspecify.annotations.NullMarked;
