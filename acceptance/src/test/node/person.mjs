// A person at the sandbox's pages, without a browser: fills in the one form of each page and keeps the cookies.
const unescape = html => html.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export class Person {
  #cookies = new Map();

  constructor(origin, address) {
    Object.assign(this, {origin, address});
  }

  /** Signs in and accepts what is asked; resolves to what the application receives. */
  async authorize(url) {
    let page = await this.#go(new URL(url));
    for (const typed of [{address: this.address}, {password: 'any'}, {answer: 'accept'}, {}]) {
      if (page.received) break;
      if (typed.answer && !page.html.includes('Permissions requested')) continue;
      page = await this.#submit(page, typed);
    }
    return page.received;
  }

  #submit({url, html}, typed) {
    const fields = Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)]
      .map(([, name, value]) => [unescape(name), unescape(value)]));
    return this.#go(new URL(unescape(html.match(/<form[^>]* action="([^"]*)"/)[1]), url), {...fields, ...typed});
  }

  async #go(url, form) {
    if (url.origin !== this.origin) return {received: form ?? Object.fromEntries(url.searchParams)};
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: {cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')},
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return location ? this.#go(new URL(location, url)) : {url, html: await response.text()};
  }
}
