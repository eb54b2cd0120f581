/** What ends this process when it can do its work no more. */
@NullMarked
package io.callapi.process;

import org.jspecify.annotations.NullMarked;
