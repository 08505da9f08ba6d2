package orchestrator.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * Makes a client in Java of a document of OpenAPI, with the public generator, and runs programs on
 * it.
 */
final class GeneratedClient {
  private final Path sources;
  private final Path classes;

  private GeneratedClient(Path sources, Path classes) {
    this.sources = sources;
    this.classes = classes;
  }

  /** Makes the sources; the generator checks the document first. */
  static GeneratedClient of(Path document, Path folder) throws IOException {
    CodegenConfigurator configurator =
        new CodegenConfigurator()
            .setGeneratorName("java")
            .setLibrary("native")
            .setInputSpec(document.toString())
            .setOutputDir(folder.toString())
            .setValidateSpec(true);
    for (String off : List.of("apiDocs", "modelDocs", "apiTests", "modelTests")) {
      configurator.addGlobalProperty(off, "false");
    }
    for (String all : List.of("apis", "models", "supportingFiles")) {
      configurator.addGlobalProperty(all, "");
    }
    configurator
        .addAdditionalProperty("useJakartaEe", "true")
        .addAdditionalProperty("openApiNullable", "false")
        .addAdditionalProperty("documentationProvider", "none");
    assertThat(new DefaultGenerator().opts(configurator.toClientOptInput()).generate())
        .isNotEmpty();
    return new GeneratedClient(
        folder.resolve("src/main/java"), Files.createDirectory(folder.resolve("classes")));
  }

  /**
   * Compiles the client together with a program, and runs that.
   *
   * @param program source of a class {@code Program} without a package, which has the static method
   *     {@code List<String> run(String url)}
   */
  List<?> run(String program, String url) throws Exception {
    Files.writeString(sources.resolve("Program.java"), program);
    compile();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      return (List<?>) loader.loadClass("Program").getMethod("run", String.class).invoke(null, url);
    }
  }

  private void compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<Path> java = all.filter(file -> file.toString().endsWith(".java")).toList();
      String libraries =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", libraries),
                  null,
                  files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }
}
