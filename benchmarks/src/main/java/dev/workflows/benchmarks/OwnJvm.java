package dev.workflows.benchmarks;

import dev.workflows.benchmarks.load.ChildJvm;
import dev.workflows.benchmarks.ours.Fibers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program once more, as it was started itself: from classes or from its executable jar. */
record OwnJvm(Fibers fibers) implements ChildJvm {

  /** What starts the classes within an executable jar. */
  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  /** Each run that is held may hold a thread. */
  private static final String SMALL_STACKS = "-Xss256k";

  @Override
  public Process interrupt(String engine, String url, int size, int clients) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                SMALL_STACKS,
                "-cp",
                System.getProperty("java.class.path"),
                mainClass(),
                Interrupted.COMMAND,
                engine,
                fibers.label(),
                url,
                Integer.toString(size),
                Integer.toString(clients)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String mainClass() {
    String resource = LAUNCHER.replace('.', '/') + ".class";
    boolean inJar = ClassLoader.getSystemClassLoader().getResource(resource) != null;
    return inJar ? LAUNCHER : Benchmarks.class.getName();
  }
}
