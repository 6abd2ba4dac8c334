package dev.workflows.autoconfigure.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Activity;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;

class ActivityAdvisorTests {

  static class Work {
    @Activity
    @Transactional
    public void first() {}

    public void plain() {}
  }

  static class Plain {
    public void first() {}
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Application {
    /** An aspect of the application that wants to be around everything. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor eager() {
      NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
      pointcut.setMappedName("first");
      DefaultPointcutAdvisor advisor =
          new DefaultPointcutAdvisor(
              pointcut, (org.aopalliance.intercept.MethodInterceptor) i -> i.proceed());
      advisor.setOrder(0);
      return advisor;
    }
  }

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WorkflowActivityAutoConfiguration.class));

  @Test
  void comesBeforeTransactionsAndEverythingElse() {
    runner
        .withUserConfiguration(Application.class)
        .withBean(Work.class)
        .run(
            context -> {
              Advisor[] advisors = ((Advised) context.getBean(Work.class)).getAdvisors();

              assertThat(advisors).hasSize(3);
              assertThat(advisors[0]).isInstanceOf(ActivityAdvisor.class);
              assertThat(advisors[2].getAdvice()).isInstanceOf(TransactionInterceptor.class);
            });
  }

  @Test
  void proxiesNothingButActivities() {
    runner
        .withBean(Work.class)
        .withBean(Plain.class)
        .run(
            context -> {
              assertThat(AopUtils.isCglibProxy(context.getBean(Work.class))).isTrue();
              assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse();
              ActivityAdvisor advisor = context.getBean(ActivityAdvisor.class);
              assertThat(Stream.of(Work.class.getDeclaredMethods()))
                  .filteredOn(method -> advisor.matches(method, Work.class))
                  .extracting(java.lang.reflect.Method::getName)
                  .containsExactly("first");
            });
  }
}
