package dev.workflows.autoconfigure.endpoint;

import dev.workflows.autoconfigure.activity.WorkflowActivityAutoConfiguration;
import dev.workflows.autoconfigure.database.WorkflowDatabaseAutoConfiguration;
import dev.workflows.autoconfigure.engine.WorkflowEngineAutoConfiguration;
import dev.workflows.autoconfigure.health.WorkflowHealthAutoConfiguration;
import dev.workflows.autoconfigure.registration.WorkflowRegistrationAutoConfiguration;
import dev.workflows.engine.EngineSettings;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * An application with a web server, a fake client, and of the starter nothing but the endpoint. As
 * an extension it is one for all tests of a class.
 */
final class EndpointServer implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

  static final int PAYLOAD_LIMIT = 10_000;

  /** Lets in whoever says who it is. */
  static final String SECURED = "test.secured=true";

  private static final int ORDER_OF_SPRING_SECURITY =
      OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        WorkflowActivityAutoConfiguration.class,
        WorkflowDatabaseAutoConfiguration.class,
        WorkflowEngineAutoConfiguration.class,
        WorkflowHealthAutoConfiguration.class,
        WorkflowRegistrationAutoConfiguration.class
      })
  static class Application {

    @Bean
    FakeClient client() {
      return new FakeClient();
    }

    @Bean
    EngineSettings settings() {
      EngineSettings defaults = EngineSettings.defaults(false);
      return new EngineSettings(
          defaults.heartbeat(),
          defaults.lease(),
          defaults.poll(),
          defaults.linger(),
          defaults.codeTimeout(),
          defaults.maxResidentRuns(),
          defaults.clientTimeout(),
          PAYLOAD_LIMIT,
          defaults.maxBatch(),
          defaults.committers(),
          defaults.host(),
          defaults.version());
    }

    @Bean
    @ConditionalOnBooleanProperty("test.secured")
    FilterRegistrationBean<Filter> doorkeeper() {
      FilterRegistrationBean<Filter> registration =
          new FilterRegistrationBean<>(Application::letIn);
      registration.setOrder(ORDER_OF_SPRING_SECURITY);
      return registration;
    }

    private static void letIn(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (((HttpServletRequest) request).getHeader("Authorization") != null) {
        chain.doFilter(request, response);
      } else {
        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.getOutputStream().print("{}");
      }
    }
  }

  /** One with everything open that configuration can open. */
  static EndpointServer open(String... properties) {
    return new EndpointServer(
        Stream.concat(
                Stream.of(
                    "management.endpoints.web.exposure.include=workflows",
                    "management.endpoint.workflows.access=unrestricted"),
                Stream.of(properties))
            .toArray(String[]::new));
  }

  EndpointServer(String... properties) {
    context =
        new SpringApplicationBuilder(Application.class)
            .properties(
                Stream.concat(
                        Stream.of("server.port=0", "server.address=127.0.0.1"),
                        Stream.of(properties))
                    .toArray(String[]::new))
            .run();
  }

  FakeClient client() {
    return context.getBean(FakeClient.class);
  }

  /** A request to the application's port, to be completed. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** A request to the port of the management, to be completed. */
  HttpRequest.Builder managementRequest(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is answered to these bytes, whole or not, up to the end of its JSON. */
  static String sendRaw(int port, String head, byte[] body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("}") < 0) {
        int next = in.read();
        if (next < 0) {
          break;
        }
        answer.append((char) next);
      }
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port("local.server.port");
  }

  int managementPort() {
    return port("local.management.port");
  }

  private int port(String property) {
    return Integer.parseInt(
        Objects.requireNonNull(context.getEnvironment().getProperty(property), property));
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    client().calls.clear();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  @Override
  public void close() {
    context.close();
  }
}
