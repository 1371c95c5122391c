package dev.latchkey.service.workspace;

import dev.latchkey.service.http.FormTarget;
import dev.latchkey.service.http.OpenPath;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may see what: the API by key, everything else by a member's session, and the few open paths. */
@Configuration(proxyBeanMethods = false)
class PageSecurity {

    /** Posted because the text is long; for people who have no session and need none. */
    private static final String CHANGES_NOTHING = "/approve/*/explain";

    private static final String[] ALWAYS_OPEN = {
        "/sign-in", "/welcome/*", "/static/**", "/webjars/**", "/favicon.ico", "/error", "/actuator/health"
    };

    @Bean
    PasswordEncoder passwordEncoder() {
        return new SlowHash();
    }

    @Bean
    UserDetailsService membersByEmail(Members members) {
        return email -> members.byEmail(email)
                .filter(found -> found.passwordHash() != null)
                .map(found -> new SignedIn(found.member(), found.passwordHash()))
                .orElseThrow(() -> new UsernameNotFoundException("no member signs in with that address"));
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiKeyFilter keys) throws Exception {
        return http.securityMatcher("/v1/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(keys, AuthorizationFilter.class)
                .authorizeHttpRequests(paths -> paths.anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http, List<OpenPath> openPaths, List<FormTarget> formTargets, SignInBrake brake)
            throws Exception {
        var open = openPaths.stream().map(OpenPath::pattern).toArray(String[]::new);
        var crossSite = openPaths.stream()
                .filter(OpenPath::crossSite)
                .map(OpenPath::pattern)
                .toArray(String[]::new);
        return http.authorizeHttpRequests(paths -> paths.requestMatchers(ALWAYS_OPEN)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((who, request) -> new AuthorizationDecision(
                                who.get().getPrincipal() instanceof SignedIn member && member.manages()))
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new OwnSiteOnly(crossSite), CsrfFilter.class)
                .csrf(csrf -> csrf.ignoringRequestMatchers(crossSite).ignoringRequestMatchers(CHANGES_NOTHING))
                .addFilterBefore(brake::before, UsernamePasswordAuthenticationFilter.class)
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("email")
                        .successHandler(brake)
                        .failureHandler(brake)
                        .permitAll())
                .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in"))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy(formTargets)))
                        .frameOptions(frame -> frame.sameOrigin())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .build();
    }

    private static String policy(List<FormTarget> formTargets) {
        var targets = formTargets.stream().map(FormTarget::origin).collect(Collectors.joining(" "));
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self' " + targets;
    }
}
