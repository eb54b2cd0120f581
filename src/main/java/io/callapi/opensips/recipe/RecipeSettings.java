package io.callapi.opensips.recipe;

import io.callapi.sip.SipUri;
import java.time.Duration;

/**
 * What requests to one proxy need to know of it.
 *
 * @param sipUri where its SIP socket is; the INVITE of a set-up dialog goes there
 * @param timeout for replies that it gives at once
 * @param inviteTimeout for the answer to an INVITE, longer than its fr_inv_timeout
 * @param referTimeout for a phone's answer to another request, longer than its fr_timeout
 */
public record RecipeSettings(
    SipUri sipUri, Duration timeout, Duration inviteTimeout, Duration referTimeout) {}
