package dev.latchkey.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real browser, without a window. The Chromium of {@code LATCHKEY_CHROMIUM}, else Playwright's own. */
public final class Chromium implements AutoCloseable {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;
    private static final int PATIENCE = 20_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start() {
        var chromium = Optional.ofNullable(System.getenv("LATCHKEY_CHROMIUM"));
        var options = new Playwright.CreateOptions();
        chromium.ifPresent(path -> options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var playwright = Playwright.create(options);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        var launch = new BrowserType.LaunchOptions()
                .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update"));
        chromium.map(Path::of).ifPresent(launch::setExecutablePath);
        return new Chromium(playwright, playwright.chromium().launch(launch));
    }

    /** Another person's browser: it shares no cookie with the others. */
    public Page person() {
        return context().newPage();
    }

    public BrowserContext context() {
        return context(new Browser.NewContextOptions().setLocale("en-US"));
    }

    /** Somebody who reads Spanish and likes the dark. */
    public BrowserContext spanishInTheDark() {
        return context(new Browser.NewContextOptions().setLocale("es-ES").setColorScheme(ColorScheme.DARK));
    }

    private BrowserContext context(Browser.NewContextOptions options) {
        var context = browser.newContext(options.setViewportSize(DESKTOP, 900));
        context.setDefaultTimeout(PATIENCE);
        return context;
    }

    /** Takes the page as it stands, at desktop and at phone width, into the folder of screenshots. */
    public static void shoot(Page page, String name) {
        var folder = Path.of(System.getProperty("latchkey.screenshots", "target/screenshots"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
        page.setViewportSize(PHONE, 780);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + "-phone.png"))
                .setFullPage(true));
        page.setViewportSize(DESKTOP, 900);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
