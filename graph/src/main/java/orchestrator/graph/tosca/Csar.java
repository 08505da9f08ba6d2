package orchestrator.graph.tosca;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import orchestrator.graph.model.FaultyGraphException;
import orchestrator.graph.source.FaultList;
import orchestrator.graph.source.Place;
import orchestrator.graph.source.Source;

/**
 * Holds a cloud service archive: a zip whose {@code TOSCA-Metadata/TOSCA.meta} names the file to
 * start with, or which has just one file of YAML in its root. Nothing outside of it is read.
 */
final class Csar {
  private static final String METADATA = "TOSCA-Metadata/";
  private static final String META = METADATA + "TOSCA.meta";
  private static final String ENTRY = "Entry-Definitions";
  private static final int MOST_ENTRIES = 10_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_KEPT = 64L << 20;

  private final Map<String, byte[]> files = new TreeMap<>();

  private Csar() {}

  /** Whether bytes begin as a zip does. */
  static boolean isZip(byte[] bytes) {
    return bytes.length >= 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] < 8;
  }

  /** The file to start with. */
  static Locator.Found open(byte[] zip, boolean fetches) throws FaultyGraphException {
    Csar archive = new Csar();
    try {
      archive.unzip(zip);
    } catch (IOException | IllegalArgumentException e) {
      throw FaultList.one(Place.ofFile(""), "the archive is broken: it is no whole zip");
    }
    String entry = archive.entry();
    try {
      return new InArchive(archive.files, "", fetches).find(entry);
    } catch (Locator.NotFoundException e) {
      throw FaultList.one(Place.ofFile(META), ENTRY + ": " + e.getMessage());
    }
  }

  /** Of a file that is too large to be read nothing is kept, and it counts. */
  private void unzip(byte[] bytes) throws IOException, FaultyGraphException {
    long read = 0;
    long kept = 0;
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] start = zip.readNBytes(Locator.MOST_BYTES);
        long rest = 0;
        byte[] buffer = new byte[8192];
        for (int more = zip.read(buffer); more >= 0; more = zip.read(buffer)) {
          rest += more;
          checkSize(read + start.length + rest);
        }
        read += start.length + rest;
        checkSize(read);
        if (++entries > MOST_ENTRIES) {
          throw FaultList.one(
              Place.ofFile(""), "the archive has more than " + MOST_ENTRIES + " files");
        }
        if (!entry.isDirectory() && rest == 0 && kept + start.length <= MOST_KEPT) {
          kept += start.length;
          files.putIfAbsent(entry.getName(), start);
        }
      }
    }
    if (entries == 0) {
      throw FaultList.one(Place.ofFile(""), "the archive is broken: it has no files");
    }
  }

  private static void checkSize(long bytes) throws FaultyGraphException {
    if (bytes > MOST_BYTES) {
      throw FaultList.one(
          Place.ofFile(""), "the archive has more than " + MOST_BYTES + " bytes when unpacked");
    }
  }

  private String entry() throws FaultyGraphException {
    byte[] meta = files.get(META);
    if (meta != null) {
      String named = meta(new String(meta, StandardCharsets.UTF_8)).get(ENTRY);
      if (named == null || named.isEmpty()) {
        throw FaultList.one(Place.ofFile(META), "it has no line " + ENTRY + ": FILE");
      }
      return named;
    }
    if (files.keySet().stream().anyMatch(name -> name.startsWith(METADATA))) {
      throw FaultList.one(Place.ofFile(""), "the archive has no file " + META);
    }
    List<String> roots =
        files.keySet().stream().filter(name -> name.matches("(?i)[^/]*\\.ya?ml")).toList();
    if (roots.size() != 1) {
      throw FaultList.one(
          Place.ofFile(""),
          "the archive has neither a file " + META + " nor just one file of YAML in its root");
    }
    return roots.get(0);
  }

  /** The first block of lines {@code Name: value}; a line that begins with a blank goes on. */
  private static Map<String, String> meta(String text) throws FaultyGraphException {
    Map<String, String> fields = new HashMap<>();
    String last = "";
    List<String> lines = text.lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      String content = lines.get(line);
      int colon = content.indexOf(':');
      if (content.isBlank() || content.startsWith("#") || content.equals("---")) {
        continue;
      }
      if (content.startsWith(" ") && !last.isEmpty()) {
        fields.merge(last, content.substring(1), String::concat);
      } else if (colon > 0 && content.substring(0, colon).matches("[\\w-]+")) {
        last = content.substring(0, colon);
        String value = content.substring(colon + 1).strip();
        fields.putIfAbsent(last, value.replaceAll("^(['\"])(.*)\\1$", "$2"));
      } else {
        throw FaultList.one(new Place(META, line + 1, 1), "a line is NAME: VALUE");
      }
    }
    return fields;
  }

  /** Finds imports in the archive, beside the file that names them. */
  private record InArchive(Map<String, byte[]> files, String folder, boolean fetches)
      implements Locator {
    @Override
    public Found find(String reference) throws NotFoundException {
      if (Locator.isUrl(reference)) {
        return FolderLocator.in(Path.of(""), fetches).find(reference);
      }
      String path =
          inside(reference.startsWith("/") ? reference : folder + reference)
              .orElseThrow(() -> new NotFoundException(reference + " lies outside of the archive"));
      byte[] bytes = files.get(path);
      if (bytes == null) {
        throw new NotFoundException("the archive has no file " + path);
      }
      String beside = path.substring(0, path.lastIndexOf('/') + 1);
      return new Found(Source.of(path, bytes), new InArchive(files, beside, fetches));
    }

    private static Optional<String> inside(String path) {
      if (path.startsWith("/")) {
        return Optional.empty();
      }
      Deque<String> parts = new ArrayDeque<>();
      for (String part : Arrays.asList(path.split("/", -1))) {
        if (part.equals("..")) {
          if (parts.pollLast() == null) {
            return Optional.empty();
          }
        } else if (!part.isEmpty() && !part.equals(".")) {
          parts.add(part);
        }
      }
      return Optional.of(String.join("/", parts));
    }
  }
}
