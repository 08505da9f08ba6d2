package orchestrator.scenario.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * Finds kinds of proxies: ours, those of jars on the class path, and those of jars given by path.
 * Closing it closes the jars, so it stays open for as long as their proxies are used.
 */
public final class ProxyTypes implements AutoCloseable {
  private final URLClassLoader loader;
  private final List<ProxyType> types;

  private ProxyTypes(URLClassLoader loader, List<ProxyType> types) {
    this.loader = loader;
    this.types = types;
  }

  /**
   * Looks for kinds of proxies.
   *
   * @param jars jars, or folders of classes, besides those of the class path
   * @throws IllegalArgumentException when a jar cannot be used, or two kinds have one name
   */
  public static ProxyTypes of(List<Path> jars) {
    URL[] places = jars.stream().map(ProxyTypes::place).toArray(URL[]::new);
    URLClassLoader loader = new URLClassLoader(places, ProxyTypes.class.getClassLoader());
    try {
      return new ProxyTypes(loader, load(loader));
    } catch (RuntimeException e) {
      close(loader);
      throw e;
    }
  }

  private static URL place(Path jar) {
    if (!Files.isReadable(jar)) {
      throw new IllegalArgumentException("the jar " + jar + " cannot be read");
    }
    if (!Files.isDirectory(jar)) {
      // A class loader says nothing of what it cannot read, and finds nothing in it.
      requireJar(jar);
    }
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("the jar " + jar + " cannot be read", e);
    }
  }

  private static void requireJar(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      jar.size();
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no jar and no folder of classes", e);
    }
  }

  private static List<ProxyType> load(ClassLoader loader) {
    List<ProxyType> found = new ArrayList<>();
    try {
      ServiceLoader.load(ProxyType.class, loader).forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalArgumentException("a kind of proxy cannot be loaded: " + e.getMessage(), e);
    }
    found.sort(Comparator.comparing(ProxyType::name));
    for (int i = 1; i < found.size(); i++) {
      ProxyType one = found.get(i - 1);
      ProxyType other = found.get(i);
      if (one.name().equals(other.name())) {
        throw new IllegalArgumentException(
            "two kinds of proxy have the name "
                + one.name()
                + ": "
                + one.getClass().getName()
                + " and "
                + other.getClass().getName());
      }
    }
    return List.copyOf(found);
  }

  /** All that have a name, in its order. */
  public List<ProxyType> all() {
    return types;
  }

  /**
   * Finds a kind.
   *
   * @param name its name, or the name of its class
   * @throws IllegalArgumentException when there is none, with the names that there are
   */
  public ProxyType find(String name) {
    return types.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .or(() -> byClass(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no proxy " + name + "; there are " + names()));
  }

  private String names() {
    return types.stream().map(ProxyType::name).collect(Collectors.joining(", "));
  }

  private Optional<ProxyType> byClass(String name) {
    Class<?> found;
    try {
      found = Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (LinkageError e) {
      throw new IllegalArgumentException("the class " + name + " cannot be loaded", e);
    }
    if (!ProxyType.class.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          "the class " + name + " is no " + ProxyType.class.getName());
    }
    try {
      return Optional.of((ProxyType) found.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "the class " + name + " needs a public constructor that takes and throws nothing", e);
    }
  }

  /**
   * Opens proxies of a kind.
   *
   * @param name the kind's name, or the name of its class
   * @param options values by name
   * @throws IllegalArgumentException when there is no such kind, or an option is unknown or wrong
   */
  public Proxies open(String name, Map<String, String> options) {
    ProxyType type = find(name);
    for (String option : options.keySet()) {
      if (!type.options().containsKey(option)) {
        throw new IllegalArgumentException(
            "the proxy "
                + name
                + " has no option "
                + option
                + "; "
                + (type.options().isEmpty()
                    ? "it has none"
                    : "it has " + String.join(", ", type.options().keySet())));
      }
    }
    return type.open(Map.copyOf(options));
  }

  @Override
  public void close() {
    close(loader);
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
