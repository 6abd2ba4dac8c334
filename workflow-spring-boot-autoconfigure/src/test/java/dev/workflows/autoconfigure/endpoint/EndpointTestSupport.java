package dev.workflows.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** The endpoint over a fake client, without a web server; tests of equal properties share it. */
abstract class EndpointTestSupport {

  static final FakeClient client = new FakeClient();

  static final List<String> PLAIN = List.of("management.endpoints.web.exposure.include=workflows");
  static final List<String> OPERATING =
      plus(PLAIN, "management.endpoint.workflows.access=UNRESTRICTED");

  private static final AutoConfigurations CONFIGURATIONS =
      AutoConfigurations.of(
          JacksonAutoConfiguration.class,
          JacksonEndpointAutoConfiguration.class,
          HttpMessageConvertersAutoConfiguration.class,
          WebMvcAutoConfiguration.class,
          DispatcherServletAutoConfiguration.class,
          EndpointAutoConfiguration.class,
          WebEndpointAutoConfiguration.class,
          ManagementContextAutoConfiguration.class,
          ServletManagementContextAutoConfiguration.class,
          WorkflowsEndpointAutoConfiguration.class);

  private static final Map<List<String>, WebApplicationContext> APPLICATIONS =
      new ConcurrentHashMap<>();

  /** A runner for what depends on whether the endpoint is there. */
  static WebApplicationContextRunner runner() {
    return new WebApplicationContextRunner()
        .withConfiguration(CONFIGURATIONS)
        .withBean(FakeClient.class, () -> client)
        .withPropertyValues(PLAIN.toArray(String[]::new));
  }

  @BeforeEach
  void forgetCalls() {
    client.forget();
  }

  static List<String> plus(List<String> properties, String... more) {
    return Stream.concat(properties.stream(), Stream.of(more)).toList();
  }

  static void with(List<String> properties, Consumer<MockMvcTester> test) {
    test.accept(
        MockMvcTester.from(
            APPLICATIONS.computeIfAbsent(properties, EndpointTestSupport::application)));
  }

  private static WebApplicationContext application(List<String> properties) {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    TestPropertyValues.of(properties).applyTo(context);
    context.register(Client.class);
    context.register(Configurations.getClasses(CONFIGURATIONS));
    context.refresh();
    return context;
  }

  @Configuration(proxyBeanMethods = false)
  static class Client {

    @Bean
    FakeClient client() {
      return client;
    }
  }

  static MvcTestResult post(MockMvcTester mvc, String path, String body) {
    return mvc.post()
        .uri("/actuator/workflows" + path)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  static void assertProblem(MvcTestResult result, int status, String code) {
    assertThat(result).hasStatus(status).hasContentType("application/problem+json");
    assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
    assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status);
    assertThat(result).bodyJson().extractingPath("$.detail").asString().startsWith("[" + code);
  }
}
