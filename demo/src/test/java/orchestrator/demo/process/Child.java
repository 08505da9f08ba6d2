package orchestrator.demo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that does what its argument says. */
public final class Child {

  private Child() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "stay" -> {
        System.out.println("a line that says nothing");
        System.out.println("serves here");
        Thread.sleep(60_000);
      }
      case "parent" -> {
        System.out.println("serves " + startAnother(Path.of(arguments[1])));
        Thread.sleep(60_000);
      }
      case "sleep" -> Thread.sleep(60_000);
      default -> System.err.println("no place left");
    }
  }

  private static long startAnother(Path folder) {
    ChildProcess other =
        new ChildProcess("another", "serves ", Duration.ofSeconds(30), folder.resolve("other.log"));
    other.start(Attached.program(Child.class.getName()), List.of("stay"));
    return other.pid();
  }
}
