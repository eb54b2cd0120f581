package io.callapi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallApiConfigTest {

  @Test
  void hasTheDocumentedDefaults() {
    CallApiConfig config = CallApiConfig.defaults();

    assertThat(config.wsServer())
        .isEqualTo(
            new WsServerConfig(
                "localhost",
                5059,
                "/call-api",
                List.of(),
                List.of(),
                65536,
                1000,
                20000,
                DisconnectPolicy.FINISH,
                new ConnectionsConfig(
                    20_000, 10_000, 1_048_576, 67_108_864, seconds(10), seconds(30), seconds(30)),
                null,
                new ForwardingConfig(List.of(), ForwardingConfig.Header.X_FORWARDED_FOR)));
    assertThat(config.sessions())
        .isEqualTo(
            new SessionsConfig(10_000, seconds(600), 10_000, 16_777_216, seconds(600), 67_108_864));
    assertThat(config.deadlines())
        .extracting(
            DeadlinesConfig::transferStart,
            DeadlinesConfig::hold,
            DeadlinesConfig::end,
            DeadlinesConfig::stop)
        .containsExactly(seconds(15), seconds(35), seconds(10), seconds(10));
    assertThat(config.process()).isEqualTo(new ProcessConfig(seconds(30), 67_108_864));
    assertThat(config.log()).isEqualTo(new LogConfig(null, LogLevel.INFO));
    assertThat(config.proxies()).hasSize(1);
    ProxyConfig proxy = config.proxies().get(0);
    assertThat(proxy.name()).isEqualTo("default");
    assertThat(proxy.mi())
        .isEqualTo(
            new MiConfig(
                new HostPort("127.0.0.1", 8080),
                null,
                null,
                null,
                seconds(5),
                seconds(130),
                seconds(6)));
    assertThat(proxy.sipUri()).hasToString("sip:127.0.0.1:5060");
    assertThat(proxy.events())
        .isEqualTo(new EventsConfig(null, 0, null, EventTransport.UDP, List.of(), seconds(120)));
    assertThat(proxy.weight()).isEqualTo(1);
    assertThat(proxy.maxRunningCommands()).isNull();
  }

  @Test
  void takesTheOriginsOfExtensionsAppsFilesAndSandboxes() {
    List<String> origins =
        List.of(
            "chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb",
            "moz-extension://0f54c0f9-2e2c-4b5c-a3d3-0f5a5b1e5d9a",
            "capacitor://localhost",
            "app://CRM.desk:8080",
            "file://",
            "null",
            "http://[::1]:5059");
    JsonObject tree =
        new JsonObject().put("ws_server", new JsonObject().put("origins", new JsonArray(origins)));

    assertThat(CallApiConfig.from(tree).wsServer().origins()).isEqualTo(origins);
  }

  @Test
  void takesNullWithoutQuotesForTheOriginOfThatName() {
    JsonObject tree = new JsonObject("{\"ws_server\":{\"origins\":[null]}}");

    assertThat(CallApiConfig.from(tree).wsServer().origins()).containsExactly("null");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:8081, 192.0.2.1, 8081, sip:192.0.2.1:5060",
    "udp:proxy.example.com:1, proxy.example.com, 1, sip:proxy.example.com:5060",
    "[::1]:8080, ::1, 8080, sip:[::1]:5060",
    "udp:[2001:db8::1]:65535, 2001:db8::1, 65535, sip:[2001:db8::1]:5060"
  })
  void readsTheManagementSocketAndDerivesTheSipUri(String url, String host, int port, String uri) {
    ProxyConfig proxy =
        read("{'mi':{'url':'%s'},'events':{'host':'192.0.2.9'}}".formatted(url)).proxies().get(0);

    assertThat(proxy.mi().url()).isEqualTo(new HostPort(host, port));
    assertThat(proxy.sipUri()).hasToString(uri);
  }

  @Test
  void usesHttpAloneWhereOnlyThatIsWritten() {
    ProxyConfig proxy = read("{'mi':{'http_url':'https://[::1]:8888/mi'}}").proxies().get(0);

    assertThat(proxy.mi().url()).isNull();
    assertThat(proxy.mi().httpUrl()).isEqualTo(URI.create("https://[::1]:8888/mi"));
    assertThat(proxy.sipUri()).hasToString("sip:[::1]:5060");
  }

  @Test
  void usesUdpAndHttpWhereBothAreWritten() {
    ProxyConfig proxy =
        read("{'mi':{'url':'192.0.2.1:8080','http_url':'http://192.0.2.2:8888/mi'}}")
            .proxies()
            .get(0);

    assertThat(proxy.mi().url()).isEqualTo(new HostPort("192.0.2.1", 8080));
    assertThat(proxy.mi().httpUrl()).isEqualTo(URI.create("http://192.0.2.2:8888/mi"));
    assertThat(proxy.sipUri()).hasToString("sip:192.0.2.1:5060");
  }

  @Test
  void saysNothingOfTheSocketWhereTheHttpAddressIsWrong() {
    assertThat(failure("{'mi':{'http_url':'x'}}").problems())
        .extracting(Problem::key)
        .containsExactly("mi.http_url");
  }

  @ParameterizedTest
  @CsvSource({
    "'5s',5000",
    "'500ms',500",
    "'2m',120000",
    "7,7000",
    "'7',7000",
    "1.5,1500",
    "'1h',3600000"
  })
  void readsDurationsWithAUnitOrInSeconds(String written, long millis) {
    assertThat(read("{'mi':{'timeout':'%s'}}".formatted(written)).proxies().get(0).mi().timeout())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void letsEventLoopsBeStuckForAnyTimeIfToldSo() {
    CallApiConfig config =
        CallApiConfig.from(
            new JsonObject().put("process", new JsonObject().put("stuck_exit", "0")));

    assertThat(config.process().stuckExit()).isZero();
  }

  @Test
  void readsNumbersAsSeconds() {
    assertThat(read("{'mi':{'timeout':7,'invite_timeout':0.5,'refer_timeout':31}}"))
        .extracting(config -> config.proxies().get(0).mi())
        .extracting(MiConfig::timeout, MiConfig::inviteTimeout, MiConfig::referTimeout)
        .containsExactly(seconds(7), Duration.ofMillis(500), seconds(31));
  }

  @Test
  void readsAListOfProxies() {
    CallApiConfig config =
        read(
            "{'proxies':[{'name':'east','mi':{'url':'a:1'},'weight':3,'max_running_commands':50},"
                + "{'name':'west','sip':{'uri':'sip:w'},'events':{'transport':'BOTH'}}]}");

    assertThat(config.proxies()).extracting(ProxyConfig::name).containsExactly("east", "west");
    assertThat(config.proxies()).extracting(ProxyConfig::weight).containsExactly(3, 1);
    assertThat(config.proxies().get(0).maxRunningCommands()).isEqualTo(50);
    assertThat(config.proxies().get(0).sipUri()).hasToString("sip:a:5060");
    assertThat(config.proxies().get(1).events().transport()).isEqualTo(EventTransport.BOTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {'ws_server':{'port':70000}}              | ws_server.port             | 1 to 65535
      {'ws_server':{'port':'http'}}             | ws_server.port             | whole number
      {'ws_server':{'port':1.5}}                | ws_server.port             | whole number
      {'ws_server':{'host':''}}                 | ws_server.host             | text
      {'ws_server':{'host':'a b'}}              | ws_server.host             | host name
      {'ws_server':{'http_path':'call-api'}}    | ws_server.http_path        | /call-api
      {'ws_server':{'origins':['*']}}           | ws_server.origins[0]       | https://crm.example.com
      {'ws_server':{'origins':[1,'http://a/']}} | ws_server.origins[1]       | without a path
      {'ws_server':{'origins':['https://']}}    | ws_server.origins[0]       | https://crm.example.com
      {'ws_server':{'origins':['file:']}}       | ws_server.origins[0]       | file:// or null
      {'ws_server':{'origins':['Null']}}        | ws_server.origins[0]       | lower case
      {'ws_server':{'max_connections':0}}       | ws_server.max_connections  | 1 to
      {'ws_server':{'max_unread':1}}            | ws_server.max_unread       | 65536 to
      {'ws_server':{'max_unread_total':1}}      | ws_server.max_unread_total | 65536 to
      {'ws_server':{'request_timeout':'0s'}}    | ws_server.request_timeout  | from 100ms
      {'ws_server':{'message_timeout':'2d'}}    | ws_server.message_timeout  | 500ms
      {'ws_server':{'read_timeout':'25h'}}      | ws_server.read_timeout     | to 24h
      {'cluster':{'secret':'0123456789abcdef0123456789abcde'}} | cluster.secret | at least 32 characters
      {'cluster':{'secret':''}}                 | cluster.secret             | at least 32 characters
      {'cluster':{'secret':['x']}}              | cluster.secret             | text
      {'cluster':{'sekret':'x'}}                | cluster.sekret             | did you mean secret?
      {'cluster':{'port':70000}}                | cluster.port               | 1 to 65535
      {'cluster':{'tls_key':'pom.xml','tls_certificate':'pom.xml'}}               | cluster.tls_authority | all three
      {'ws_server':{'tokens':['short']}}        | ws_server.tokens[0]        | 16 to 512
      {'ws_server':{'tokens':['']}}             | ws_server.tokens[0]        | 16 to 512
      {'ws_server':{'tokens':''}}               | ws_server.tokens           | list of texts
      {'ws_server':{'tokens':[1234567890123]}}  | ws_server.tokens           | put [0] in quotes
      {'ws_server':{'tokens':[null]}}           | ws_server.tokens           | put [0] in quotes
      {'ws_server':{'token':[]}}                | ws_server.token            | did you mean tokens?
      {'ws_server':{'max_frame_size':10}}       | ws_server.max_frame_size   | 1024 to
      {'ws_server':{'on_disconnect':'hang'}}    | ws_server.on_disconnect    | finish, cancel
      {'ws_server':[]}                          | ws_server                  | section
      {'mi':{'url':'127.0.0.1'}}                | mi.url                     | host:port
      {'mi':{'url':'tcp:127.0.0.1:1'}}          | mi.url                     | host:port
      {'mi':{'url':'::1:8080'}}                 | mi.url                     | [::1]:8080
      {'mi':{'http_url':'ftp://h/mi'}}          | mi.http_url                | https://host:port
      {'mi':{'http_user':'u'}}                  | mi.http_user               | http_url
      {'mi':{'timeout':'0'}}                    | mi.timeout                 | 10ms to 24h
      {'mi':{'timeout':'soon'}}                 | mi.timeout                 | 500ms, 2m
      {'mi':{'invite_timeout':-1}}              | mi.invite_timeout          | 5s
      {'mi':{'refer_timeout':'soon'}}           | mi.refer_timeout           | 5s
      {'sip':{'uri':'bob'}}                     | sip.uri                    | sip:user@host
      {'sip':{'url':'sip:a'}}                   | sip.url                    | did you mean uri?
      {'mi':{'url':'my_proxy_:1'}}              | mi.url                     | host:port
      {'mi':{'url':'my_proxy:1'}}               | sip.uri                    | must be given
      {'events':{'port':-1}}                    | events.port                | 0 for any
      {'events':{'transport':'sctp'}}           | events.transport           | udp, tcp, both
      {'events':{'advertised':'nat'}}           | events.advertised          | host:port
      {'events':{'expire':'1s'}}                | events.expire              | 2s to
      {'deadlines':{'hold':'1d'}}               | deadlines.hold             | 2m
      {'process':{'stuck_exit':'1s'}}           | process.stuck_exit         | 2s to 24h
      {'process':{'max_remembered':1000}}       | process.max_remembered     | 1048576 to
      {'log':{'level':'LOUD'}}                  | log.level                  | DEBUG, INFO, WARN, ERROR
      {'log':{'level':false}}                   | log.level                  | DEBUG
      {'ws-server':{}}                          | ws-server                  | did you mean ws_server?
      {'proxies':[]}                            | proxies                    | at least one
      {'proxies':[{}]}                          | proxies[0].name            | missing
      {'proxies':['a']}                         | proxies[0]                 | section
      {'proxies':[{'name':'a b'}]}              | proxies[0].name            | letters
      {'proxies':[{'name':'a','weight':0}]}     | proxies[0].weight          | 1 to 1000
      {'proxies':[{'name':'a'},{'name':'a'}]}   | proxies[1].name            | twice
      {'proxies':[{'name':'a','mi':{'uri':1}}]} | proxies[0].mi.uri          | url
      {'proxies':[{'name':'a'}],'mi':{}}        | mi                         | proxies
      """)
  void refusesAWrongKeyWithWhatIsAllowed(String tree, String key, String allowed) {
    ConfigException failure = failure(tree);

    assertThat(failure.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.key()).isEqualTo(key);
              assertThat(problem.text()).contains(allowed);
            });
    assertThat(failure).hasMessageContaining(key);
  }

  @Test
  void namesAllWrongKeysAtOnce() {
    ConfigException failure =
        failure(
            "{'ws_server':{'port':-1,'hots':'x','max_frame_size':'big'},'mi':{'timeout':'x',"
                + "'http_user':'u'},'sip':{'uri':'x'},'log':{'level':'x'},'colour':1}");

    assertThat(failure.problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "ws_server.port",
            "ws_server.hots",
            "ws_server.max_frame_size",
            "mi.timeout",
            "mi.http_user",
            "mi.http_user",
            "sip.uri",
            "log.level",
            "colour");
  }

  @Test
  void checksAListedProxyToItsEnd() {
    assertThat(failure("{'proxies':[{'mi':{'url':'x'},'sip':{'uri':1},'weight':0}]}").problems())
        .extracting(Problem::key)
        .contains(
            "proxies[0].name", "proxies[0].mi.url", "proxies[0].sip.uri", "proxies[0].weight");
  }

  @Test
  void keepsThePasswordOutOfMessages() {
    MiConfig mi =
        read("{'mi':{'http_url':'http://h/mi','http_user':'u','http_password':'s3cret'}}")
            .proxies()
            .get(0)
            .mi();

    assertThat(mi.httpPassword()).isEqualTo("s3cret");
    assertThat(mi.toString()).doesNotContain("s3cret");
    assertThat(failure("{'mi':{'http_url':'http://u:s3cret@h/mi'}}"))
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void readsTokensOfAllAllowedCharacters() {
    String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    assertThat(tokens("['%s','%s']".formatted(all, "x".repeat(512)))).hasSize(2).contains(all);
    assertThat(tokens("' 0123456789abcdef, fedcba9876543210'"))
        .containsExactly("0123456789abcdef", "fedcba9876543210");
    assertThat(tokens("[]")).isEmpty();
  }

  private static List<String> tokens(String tokens) {
    return read("{'ws_server':{'tokens':%s}}".formatted(tokens)).wsServer().tokens();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['0123456789abcdef','s3cret0123456789/']",
        "['0123456789abcdef','s3cret 0123456789']",
        "['0123456789abcdef','s3cret0123456789=']",
        "['0123456789abcdef','s3cret012345678']",
        "'0123456789abcdef,s3cret'"
      })
  void namesAWrongTokenByItsPlaceAlone(String tokens) {
    ConfigException failure = failure("{'ws_server':{'tokens':%s}}".formatted(tokens));

    assertThat(failure.problems()).extracting(Problem::key).containsExactly("ws_server.tokens[1]");
    assertThat(failure).message().doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567890123456", "[1234567890123456]", "{'1234567890123456':1}"})
  void repeatsNoTokenThatIsNoText(String tokens) {
    assertThat(failure("{'ws_server':{'tokens':%s}}".formatted(tokens)))
        .message()
        .doesNotContain("1234567890123456");
  }

  @Test
  void keepsTheSecretOfTheClusterOutOfTexts() {
    String secret = "s3cret-0123456789abcdef-0123456789";
    CallApiConfig config = read("{'cluster':{'secret':'%s'}}".formatted(secret));

    assertThat(config.cluster().secret()).isEqualTo(secret);
    assertThat(config.toString()).contains("ClusterConfig").doesNotContain("s3cret");
    assertThat(failure("{'cluster':{'secret':'s3cret'}}")).asString().doesNotContain("s3cret");
  }

  @Test
  void namesTheFilesOfTlsThatCannotBeRead() {
    Path readable = Path.of("pom.xml");
    Path missing = Path.of("no-such.pem");

    assertThatThrownBy(
            () -> new ClusterConfig(null, 0, readable, missing, readable).requireReadableFiles())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cluster.tls_key")
        .hasMessageNotContaining("tls_certificate");
  }

  @Test
  void refusesTlsWhereTheEventBusIsMadeBySomebodyElse() {
    Path file = Path.of("pom.xml");

    assertThatThrownBy(() -> new ClusterConfig(null, 0, file, file, file).requireNoTls())
        .hasMessageContaining("cluster.tls_key");
  }

  @Test
  void hasNoSecretOfTheClusterAndNoTlsByDefault() {
    assertThat(CallApiConfig.defaults().cluster())
        .isEqualTo(new ClusterConfig(null, 0, null, null, null));
  }

  @Test
  void keepsTheTokensOutOfTexts() {
    CallApiConfig config = read("{'ws_server':{'tokens':['s3cret0123456789']}}");

    assertThat(config.toString()).contains("5059").doesNotContain("s3cret");
    assertThat(new Setting("ws_server.tokens", "s3cret0123456789", "variable").toString())
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, false",
    "127.0.0.1, false",
    "127.1.2.3, false",
    "::1, false",
    "0.0.0.0, true",
    "::, true",
    "192.0.2.1, true",
    "127.example.com, true"
  })
  void isOpenToOthersOnlyWithoutTokensBeyondTheLoopbackAddress(String host, boolean open) {
    String server = "{'ws_server':{'host':'%s','tokens':%s}}";

    assertThat(read(server.formatted(host, "[]")).wsServer().isOpenToOthers()).isEqualTo(open);
    assertThat(read(server.formatted(host, "['0123456789abcdef']")).wsServer().isOpenToOthers())
        .isFalse();
  }

  @Test
  void needsAnAddressOfTheManagementInterface() {
    assertThatThrownBy(
            () -> new MiConfig(null, null, null, null, seconds(5), seconds(130), seconds(6)))
        .hasMessageContaining("http_url");
  }

  @Test
  void givesEachProxyAPortOfItsOwnForEvents() {
    String two = "{'proxies':[{'name':'a','events':{%s}},{'name':'b','events':{%s}}]}";

    assertThat(failure(two.formatted("'port':5090", "'port':5090")).problems())
        .extracting(Problem::key)
        .containsExactly("proxies[1].events.port");
    assertThat(read(two.formatted("'port':0", "'port':0")).proxies()).hasSize(2);
    assertThat(read(two.formatted("'port':5090", "'port':5090,'host':'h'")).proxies()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mi':{'url':'[2001:db8::1]:8080'}} | events.host",
        "{'mi':{'http_url':'http://[2001:db8::1]:8080/mi'}} | events.host",
        "{'proxies':[{'name':'a','mi':{'url':'[2001:db8::1]:1'}}]} | proxies[0].events.host",
        "{'events':{'host':'2001:db8::2'}} | events.host",
        "{'events':{'advertised':'[2001:db8::2]:5090'}} | events.advertised"
      })
  void needsAnIpv4AddressForEvents(String tree, String key) {
    assertThat(failure(tree).problems())
        .allMatch(problem -> problem.text().contains("IPv4 only"))
        .extracting(Problem::key)
        .containsExactly(key);
  }

  @Test
  void findsAnIpv4AddressForEventsOnThisMachine() {
    assertThat(read("{'mi':{'url':'[::1]:8080'}}").proxies()).hasSize(1);
  }

  @Test
  void readsFromWhereEventsCome() {
    String from = "{'events':{'from':['192.0.2.1','east.example.com']}}";

    assertThat(read(from).proxies().get(0).events().from())
        .containsExactly("192.0.2.1", "east.example.com");
    assertThat(failure("{'events':{'from':['east example']}}").problems())
        .extracting(Problem::key)
        .containsExactly("events.from");
  }

  @Test
  void needsBothFilesOfTlsForClients() {
    assertThat(failure("{'ws_server':{'tls':{'cert':'/a'}}}"))
        .hasMessage("ws_server.tls.key is missing: TLS needs a certificate and its key");
    assertThat(failure("{'ws_server':{'tls':{'key':'/a'}}}"))
        .hasMessage("ws_server.tls.cert is missing: TLS needs a certificate and its key");
    assertThat(failure("{'ws_server':{'tls':{'crt':'/a'}}}"))
        .hasMessageContaining("ws_server.tls.crt is not a key; did you mean cert?");
    assertThat(read("{'ws_server':{'tls':{'cert':'/a','key':'/b'}}}").wsServer().tls())
        .isEqualTo(new TlsConfig(Path.of("/a"), Path.of("/b")));
  }

  @Test
  void readsWhichProxiesSayWhereClientsAre() {
    CallApiConfig config =
        read(
            "{'ws_server':{'trusted_proxies':['127.0.0.1','10.0.0.0/8'],"
                + "'forwarded_header':'forwarded'}}");

    assertThat(config.wsServer().forwarding().proxies()).hasSize(2);
    assertThat(config.wsServer().forwarding().header())
        .isEqualTo(ForwardingConfig.Header.FORWARDED);
    assertThat(failure("{'ws_server':{'trusted_proxies':['::1','proxy']}}"))
        .hasMessageContaining("ws_server.trusted_proxies[1] must be an address such as");
    assertThat(failure("{'ws_server':{'forwarded_header':'x-real-ip'}}"))
        .hasMessageContaining("must be one of x-forwarded-for, forwarded, not x-real-ip");
  }

  @Test
  void readsWhereOperatorsAsk() {
    assertThat(CallApiConfig.defaults().management())
        .isEqualTo(new ManagementConfig(true, "localhost", 9059));
    assertThat(read("{'management':{'enabled':'false'}}").management().enabled()).isFalse();
    assertThat(failure("{'management':{'enabled':'maybe','port':70000}}"))
        .hasMessageContaining("management.enabled must be true or false, not maybe")
        .hasMessageContaining("management.port must be a port");
  }

  @Test
  void checksRecordsMadeByHandToo() {
    assertThatThrownBy(
            () -> new EventsConfig("a b", -1, null, EventTransport.UDP, List.of(), Duration.ZERO))
        .isInstanceOfSatisfying(
            ConfigException.class, failure -> assertThat(failure.problems()).hasSize(3));
  }

  private static CallApiConfig read(String tree) {
    return CallApiConfig.from(new JsonObject(tree.replace('\'', '"')));
  }

  private static ConfigException failure(String tree) {
    return catchThrowableOfType(ConfigException.class, () -> read(tree));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
