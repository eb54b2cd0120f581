package io.callapi.client.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate that has signed itself, as keytool makes it, for localhost. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final String PASSWORD = "changeit";

  /** Valid for a month. */
  public static TestCertificate of(String name, Path directory) throws Exception {
    return of(name, directory, "EC", 30);
  }

  /**
   * Makes one.
   *
   * @param directory for a file
   * @param algorithm of the key
   */
  public static TestCertificate of(String name, Path directory, String algorithm, int days)
      throws Exception {
    Path store = directory.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of("-keyalg", algorithm, "-validity", String.valueOf(days)));
    command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(keytool.waitFor(60, SECONDS)).isTrue();
    assertThat(keytool.exitValue())
        .as(new String(keytool.getInputStream().readAllBytes(), US_ASCII))
        .isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new TestCertificate(
        (X509Certificate) keys.getCertificate(name),
        (PrivateKey) keys.getKey(name, PASSWORD.toCharArray()));
  }

  /** Puts both where a server looks for them; each file is whole at any moment. */
  public TlsFiles into(Path directory) throws Exception {
    Path cert = directory.resolve("cert.pem");
    Path keyFile = directory.resolve("key.pem");
    replace(cert, pem("CERTIFICATE", certificate.getEncoded()));
    replace(keyFile, pem("PRIVATE KEY", key.getEncoded()));
    return new TlsFiles(cert, keyFile);
  }

  private static void replace(Path file, String text) throws Exception {
    Path other = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String pem(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, base64);
  }
}
