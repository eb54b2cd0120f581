package io.callapi.client.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Gives each new handshake the identity of the moment; connections that are open keep theirs. For
 * use by many threads.
 *
 * <p>A handshake asks several times. The number in the name that it is given first says of which
 * identity it asks then; one that was followed by two others meanwhile fails.
 */
final class RenewableKeys extends X509ExtendedKeyManager {

  private static final String SEPARATOR = ":";

  private record Numbered(long number, Identity identity, @Nullable Identity before) {}

  private volatile Numbered now;

  RenewableKeys(Identity first) {
    this.now = new Numbered(0, first, null);
  }

  Identity identity() {
    return now.identity();
  }

  /** From one thread at a time. */
  void renew(Identity next) {
    now = new Numbered(now.number() + 1, next, now.identity());
  }

  private static @Nullable String named(Numbered of, @Nullable String name) {
    return name == null ? null : of.number() + SEPARATOR + name;
  }

  private @Nullable Identity of(String name) {
    Numbered known = now;
    long number = Long.parseLong(name.substring(0, name.indexOf(SEPARATOR)));
    if (number == known.number()) {
      return known.identity();
    }
    return number == known.number() - 1 ? known.before() : null;
  }

  private static String inner(String name) {
    return name.substring(name.indexOf(SEPARATOR) + 1);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Numbered known = now;
    return named(known, known.identity().keys().chooseEngineServerAlias(keyType, issuers, engine));
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    Numbered known = now;
    return named(known, known.identity().keys().chooseServerAlias(keyType, issuers, socket));
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    Identity identity = of(name);
    return identity == null ? null : identity.keys().getCertificateChain(inner(name));
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    Identity identity = of(name);
    return identity == null ? null : identity.keys().getPrivateKey(inner(name));
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0]; // of no use where names are chosen
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
