package orchestrator.graph.tosca;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.Source;

/**
 * Finds imports in the folder of the file that names them, or beside its address; and at any
 * address, if that is allowed.
 */
final class FolderLocator implements Locator {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Optional<Path> folder;
  private final Optional<URI> address;
  private final boolean fetches;

  private FolderLocator(Optional<Path> folder, Optional<URI> address, boolean fetches) {
    this.folder = folder;
    this.address = address;
    this.fetches = fetches;
  }

  /** One that starts in a folder. */
  static Locator in(Path folder, boolean fetches) {
    return new FolderLocator(Optional.of(folder), Optional.empty(), fetches);
  }

  @Override
  public Found find(String reference) throws NotFoundException {
    try {
      if (Locator.isUrl(reference)) {
        return fetch(URI.create(reference));
      }
      return address.isPresent()
          ? fetch(address.get().resolve(reference))
          : read(folder.orElseThrow().resolve(reference).normalize());
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(reference + " is neither a path nor an address");
    }
  }

  private Found read(Path file) throws NotFoundException {
    if (!Files.isRegularFile(file)) {
      throw new NotFoundException("there is no file " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      Path parent = Optional.ofNullable(file.getParent()).orElse(file);
      return new Found(
          Source.of(file.toString(), Source.bounded(in, MOST_BYTES)), in(parent, fetches));
    } catch (FaultyGraphException e) {
      throw new NotFoundException(file + " is too large");
    } catch (IOException e) {
      throw new NotFoundException(file + " cannot be read");
    }
  }

  private Found fetch(URI from) throws NotFoundException {
    if (!fetches) {
      throw new NotFoundException(from + " is not fetched unless --fetch-imports says so");
    }
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest request = HttpRequest.newBuilder(from).timeout(LONGEST).GET().build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new NotFoundException(from + " answers with status " + response.statusCode());
        }
        Locator beside = new FolderLocator(Optional.empty(), Optional.of(from), fetches);
        return new Found(Source.of(from.toString(), Source.bounded(body, MOST_BYTES)), beside);
      }
    } catch (FaultyGraphException e) {
      throw new NotFoundException(from + " is too large");
    } catch (IOException e) {
      throw new NotFoundException(from + " cannot be fetched");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotFoundException(from + " was not fetched to its end");
    }
  }
}
