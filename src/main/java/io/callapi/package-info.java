/** The composition root: where the units are made and deployed. */
@NullMarked
package io.callapi;

import org.jspecify.annotations.NullMarked;
