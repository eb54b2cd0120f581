/** Checks an installation from the outside, and names what to change where it does not work. */
@NullMarked
package io.callapi.doctor;

import org.jspecify.annotations.NullMarked;
