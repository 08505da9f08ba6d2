package orchestrator.scenario.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps reports, each in a file called after its run. When it is opened, it says in those whose
 * process was killed where they are cut. Processes of one machine may share it.
 */
public final class ReportFolder {
  /** How many reports are kept, unless somebody wants another number. */
  public static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ReportFolder.class);
  private static final String SUFFIX = ".jsonl";

  private final Path folder;
  private final int most;

  private ReportFolder(Path folder, int most) {
    this.folder = folder;
    this.most = most;
  }

  /**
   * Says what a report is of.
   *
   * @param run its run's name
   * @param settings what the settings were called; may be empty
   * @param proxy the name of the kind of proxy
   * @param how {@code running}, {@code completed}, {@code stopped} or {@code cut}
   * @param bytes how large it is
   */
  public record Listed(
      String run, String settings, String proxy, Instant started, String how, long bytes) {}

  /**
   * Opens a folder, and makes it if it is not there.
   *
   * @param most how many reports are kept; the oldest of more are deleted
   */
  public static ReportFolder open(Path path, int most) throws IOException {
    if (most < 1) {
      throw new IllegalArgumentException("At least 1 report must be kept, not " + most + ".");
    }
    ReportFolder folder = new ReportFolder(Files.createDirectories(path), most);
    for (String run : folder.runs()) {
      folder.cutIfKilled(run);
    }
    folder.keep(most);
    return folder;
  }

  /** Where the report of a new run goes. Makes room for it. */
  public Path file(String run) throws IOException {
    if (!RunHeader.isRun(run)) {
      throw new IllegalArgumentException("This is no name of a run: " + Reasons.line(run, 60));
    }
    keep(most - 1);
    return path(run);
  }

  /** The file of a run's report; a link in the folder is none. */
  public Optional<Path> find(String run) {
    return RunHeader.isRun(run) && Files.isRegularFile(path(run), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(path(run))
        : Optional.empty();
  }

  /** The reports, the newest first. */
  public List<Listed> list() throws IOException {
    List<Listed> list = new ArrayList<>();
    for (String run : runs()) {
      head(run).map(Head::listed).ifPresent(list::add);
    }
    list.sort(Comparator.comparing(Listed::started).thenComparing(Listed::run).reversed());
    return list;
  }

  private Path path(String run) {
    return folder.resolve(run + SUFFIX);
  }

  private List<String> runs() throws IOException {
    List<String> runs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String run = name.substring(0, name.length() - SUFFIX.length());
        if (find(run).isPresent()) {
          runs.add(run);
        }
      }
    }
    return runs;
  }

  private void keep(int number) throws IOException {
    if (runs().size() <= number) {
      return;
    }
    List<Listed> list = list();
    for (Listed old : list.subList(Math.min(number, list.size()), list.size())) {
      if (!old.how().equals("running")) {
        Files.deleteIfExists(path(old.run()));
      }
    }
  }

  private void cutIfKilled(String run) {
    Optional<Head> head = head(run);
    boolean isFine = head.isEmpty() || head.get().end.isOver() || head.get().writer.isAlive();
    if (isFine || head.get().end.whole() == 0) {
      return;
    }
    ReportEnd end = head.get().end;
    ObjectNode line = ReportFile.line("cut").put("second", end.second());
    try (RandomAccessFile file = new RandomAccessFile(path(run).toFile(), "rw")) {
      file.setLength(end.whole());
      file.seek(end.whole());
      file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      LOG.info("The report of run {} is cut after second {}", run, end.second());
    } catch (IOException e) {
      LOG.warn("The report of run {} is cut, which cannot be said in it: {}", run, e.getMessage());
    }
  }

  /** What a file's first line says before its entries, and how it ends. */
  private record Head(
      String run,
      String settings,
      String proxy,
      Instant started,
      Writer writer,
      ReportEnd end,
      long bytes) {
    Listed listed() {
      String how = end.isOver() ? end.how() : writer.isAlive() ? "running" : "cut";
      return new Listed(run, settings, proxy, started, how.isEmpty() ? "cut" : how, bytes);
    }
  }

  /** Empty for a file that is no report, which is left alone. */
  private Optional<Head> head(String run) {
    ObjectNode first = ReportJson.MAPPER.createObjectNode();
    try (JsonParser parser = ReportJson.MAPPER.createParser(path(run).toFile())) {
      // The entries may be megabytes, and nobody asks for them here.
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME
          && !parser.currentName().equals("entries")) {
        String name = parser.currentName();
        parser.nextToken();
        first.set(name, parser.readValueAsTree());
      }
      if (!first.path("type").asText().equals("scenario")) {
        return Optional.empty();
      }
      return Optional.of(
          new Head(
              run,
              Reasons.line(first.path("settings").asText(), 200),
              Reasons.line(first.path("proxy").asText(), 200),
              Instant.parse(first.path("started").asText()),
              Writer.read(first.path("process")),
              ReportEnd.of(path(run)),
              Files.size(path(run))));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
