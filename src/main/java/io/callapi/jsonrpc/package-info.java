/** JSON-RPC 2.0, as text and as records. */
@NullMarked
package io.callapi.jsonrpc;

import org.jspecify.annotations.NullMarked;
