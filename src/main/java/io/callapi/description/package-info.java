/** What the program says of its methods to other programs: OpenRPC, AsyncAPI, types. */
@NullMarked
package io.callapi.description;

import org.jspecify.annotations.NullMarked;
