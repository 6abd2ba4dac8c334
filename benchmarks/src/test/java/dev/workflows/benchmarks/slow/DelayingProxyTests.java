package dev.workflows.benchmarks.slow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelayingProxyTests {

  private static final Duration DELAY = Duration.ofMillis(20);

  private ServerSocket echo;
  private DelayingProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::echoOne);
    server.setDaemon(true);
    server.start();
    proxy = new DelayingProxy("localhost", echo.getLocalPort(), DELAY);
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    proxy.close();
    echo.close();
  }

  @Test
  void keepsAMessageForAWhileInBothDirections() throws IOException {
    long begin = System.nanoTime();
    client.getOutputStream().write(7);
    int answer = client.getInputStream().read();

    assertThat(answer).isEqualTo(7);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(DELAY.multipliedBy(2).toNanos());
  }

  @Test
  void neitherLosesNorReordersBytes() throws IOException {
    byte[] sent = new byte[200_000];
    new Random(1).nextBytes(sent);
    client.getOutputStream().write(sent);
    byte[] received = new byte[sent.length];
    new DataInputStream(client.getInputStream()).readFully(received);

    assertThat(received).isEqualTo(sent);
  }

  @Test
  void endsWhenOneEndDoes() throws IOException {
    client.shutdownOutput();

    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  private void echoOne() {
    try (Socket accepted = echo.accept()) {
      InputStream in = accepted.getInputStream();
      OutputStream out = accepted.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // the test is over
    }
  }
}
