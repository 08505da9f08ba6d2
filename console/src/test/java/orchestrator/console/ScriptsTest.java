package orchestrator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.caoccao.javet.exceptions.JavetException;
import com.caoccao.javet.interop.NodeRuntime;
import com.caoccao.javet.interop.V8Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the console's scripts: their types by TypeScript, and what they do by the tests in {@code
 * src/test/js}. Both run on Node within this process, so that none need be installed.
 */
@Tag("slow")
class ScriptsTest {
  private static final String COMPILER = "META-INF/resources/webjars/typescript/";

  /** What a browser has and Node has not. */
  private static final String BROWSER =
      """
      globalThis.location = { pathname: '/', search: '', origin: 'http://127.0.0.1' };
      globalThis.sessionStorage = { getItem: () => null, setItem: () => {} };
      globalThis.localStorage = globalThis.sessionStorage;
      globalThis.document = { documentElement: { dataset: {} } };
      """;

  @TempDir private static Path folder;

  private static Optional<NodeRuntime> node = Optional.empty();

  @BeforeAll
  static void startNode() throws Exception {
    boolean isHere =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
            && System.getProperty("os.arch", "").equals("amd64");
    Assumptions.assumeTrue(isHere, "the tests' Node is for Linux on x86-64");
    node = Optional.of(V8Host.getNodeInstance().createV8Runtime());
  }

  @AfterAll
  static void stopNode() throws JavetException {
    if (node.isPresent()) {
      node.get().close();
    }
  }

  private static String run(String script) throws JavetException {
    return node.orElseThrow().getExecutor(script).executeString();
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Test
  void allTypesAreRight() throws Exception {
    Path compiler = unpackCompiler();
    Path project = Path.of("tsconfig.json").toAbsolutePath();

    String faults =
        run(
            """
            (() => {
              const ts = require(%s);
              const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (d) => { throw new Error(d.messageText); } };
              const config = ts.getParsedCommandLineOfConfigFile(%s, {}, host);
              if (config.fileNames.length < 30) throw new Error('only ' + config.fileNames.length + ' files were found');
              const program = ts.createProgram(config.fileNames, config.options);
              return ts.formatDiagnostics([...config.errors, ...ts.getPreEmitDiagnostics(program)], {
                getCanonicalFileName: (name) => name,
                getCurrentDirectory: () => process.cwd(),
                getNewLine: () => '\\n',
              });
            })()
            """
                .formatted(quoted(compiler), quoted(project)));

    assertThat(faults).isEmpty();
  }

  private static Path unpackCompiler() throws IOException {
    URL jar =
        Optional.ofNullable(ScriptsTest.class.getClassLoader().getResource(COMPILER))
            .orElseThrow(
                () -> new IllegalStateException("there is no TypeScript on the class path"));
    Path to = Files.createDirectory(folder.resolve("typescript"));
    JarURLConnection connection = (JarURLConnection) jar.openConnection();
    connection.setUseCaches(false);
    try (JarFile file = connection.getJarFile()) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName().replaceFirst(".*/lib/", "");
        boolean isOfCompiler =
            entry.getName().startsWith(COMPILER)
                && (name.equals("typescript.js") || name.matches("lib[.a-z0-9]*\\.d\\.ts"));
        if (isOfCompiler) {
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, to.resolve(name));
          }
        }
      }
    }
    return to.resolve("typescript.js");
  }

  @TestFactory
  Stream<DynamicTest> scriptsDoWhatTheirTestsSay() throws Exception {
    // The tests lie beside what they test, as their imports have it.
    Path js = folder.resolve("console").resolve("js");
    for (Map.Entry<String, byte[]> file : Resources.read().files().entrySet()) {
      write(js.resolveSibling(file.getKey()), file.getValue());
    }
    List<Path> sources;
    try (Stream<Path> found = Files.walk(Path.of("src/test/js"))) {
      sources = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path source : sources) {
      write(
          js.resolve(Path.of("src/test/js").relativize(source).toString()),
          Files.readAllBytes(source));
    }
    run(BROWSER + "'ready'");
    return sources.stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".test.js"))
        .map(name -> js.resolve(Path.of("src/test/js").relativize(Path.of(name)).toString()))
        .flatMap(ScriptsTest::tests);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    Files.write(file, content);
  }

  private static Stream<DynamicTest> tests(Path file) {
    try {
      String names = run("Object.keys(require(" + quoted(file) + ")).join(' ')");
      assertThat(names).as(file + " has tests").isNotEmpty();
      return Stream.of(names.split(" "))
          .map(
              name ->
                  DynamicTest.dynamicTest(
                      file.getFileName() + " " + name, () -> runTest(file, name)));
    } catch (JavetException e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              String.valueOf(file.getFileName()),
              () -> {
                throw e;
              }));
    }
  }

  private static void runTest(Path file, String name) throws JavetException {
    run(
        """
        globalThis.outcome = 'not ended';
        (async () => require(%s).%s())().then(
          () => { globalThis.outcome = 'passed'; },
          (error) => { globalThis.outcome = String(error && error.stack || error); });
        'started'
        """
            .formatted(quoted(file), name));
    node.orElseThrow().await();
    assertThat(run("globalThis.outcome")).isEqualTo("passed");
  }
}
