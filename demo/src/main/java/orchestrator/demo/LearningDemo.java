package orchestrator.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import orchestrator.demo.incoming.IncomingStudy;
import orchestrator.demo.incoming.LearningCalls;
import orchestrator.demo.incoming.ModelFolder;
import orchestrator.demo.incoming.Patients;
import orchestrator.demo.learning.RecordFile;
import orchestrator.demo.screen.Glyphs;
import orchestrator.demo.screen.Screen;

/** Runs the demo of learning by rule on a server of its own. */
final class LearningDemo {
  private static final int DAYS = 6;
  private static final String USER = "demo";
  private static final int PASSWORD_BYTES = 24;

  private final DemoCommand options;
  private final Ending ending;
  private final PrintStream out = System.out;
  private final long start = System.nanoTime();

  /** A run that has begun nothing yet, and hands what it begins to its ending. */
  LearningDemo(DemoCommand options, Ending ending) {
    this.options = options;
    this.ending = ending;
  }

  /** Runs to the end; whether that is a good one. */
  boolean run() {
    Path folder = options.data.orElseGet(this::temporary);
    Screen screen = new Screen(out, this::elapsed);
    Duration patience = Duration.ofSeconds(options.patience);
    String password = password();
    String service =
        options.startLearning(
            folder, Map.of("USER_AUTH", USER, "PWD_AUTH", password), screen, ending);
    IncomingStudy study =
        new IncomingStudy(
            new LearningCalls(service, USER, password, patience),
            options.runName(),
            Patients.of(RecordFile.shipped(), DAYS));
    LearningRun run =
        new LearningRun(
            study,
            new ModelFolder(folder),
            new Patience(patience),
            screen,
            Glyphs.ofStandardOutput(),
            this::elapsed);
    return run.run(options.report, out);
  }

  private Path temporary() {
    Path folder = Folders.temporary("orchestrator-demo-");
    ending.addAlways(() -> Folders.remove(folder));
    return folder;
  }

  private static String password() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
