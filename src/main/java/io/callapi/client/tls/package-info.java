/** TLS for clients: certificates out of files, renewed while connections are open. */
@NullMarked
package io.callapi.client.tls;

import org.jspecify.annotations.NullMarked;
