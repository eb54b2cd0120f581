/** The command logic: one actor for each running command. */
@NullMarked
package io.callapi.command;

import org.jspecify.annotations.NullMarked;
