/** Dialogs as the module dialog of OpenSIPS lists them, read into those of the port. */
@NullMarked
package io.callapi.opensips.dialog;

import org.jspecify.annotations.NullMarked;
