package orchestrator.demo.lead;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import orchestrator.demo.hospital.HospitalFunctions;
import orchestrator.demo.storage.Sha256;
import orchestrator.demo.study.Step;

/**
 * What is registered as a function's code. All hospitals run this same program, so the archive
 * carries no code: it names the class of the program that is the function, with its checksum.
 */
final class FunctionArchive {

  private static final Class<?> CODE = HospitalFunctions.class;

  private FunctionArchive() {}

  static String of(Step step) {
    return "function %s\nclass %s\nsha256 %s\n"
        .formatted(step.word(), CODE.getName(), Sha256.of(code()));
  }

  private static byte[] code() {
    try (InputStream in = CODE.getResourceAsStream(CODE.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the code of " + CODE.getName() + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
