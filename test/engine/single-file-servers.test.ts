import assert from 'node:assert/strict';
import { findingsOf } from '../support/engine';

const go = (serve: string, middleware = '') => `package main

import (
	"net/http"

	"acme.example/entrance"
	"github.com/anthropics/anthropic-sdk-go"
)

var client = anthropic.NewClient()

func logged(next http.Handler) http.Handler { return next }

func ask(w http.ResponseWriter, r *http.Request) {
	message, _ := client.Messages.New(r.Context(), anthropic.MessageNewParams{
		Model:     "claude-sonnet-5",
		MaxTokens: 1024,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(r.FormValue("question")))},
	})
	w.Write([]byte(message.Content[0].Text))
}

func main() {
	${middleware}
	${serve}
	http.ListenAndServe(":8080", nil)
}
`;
const ruby = (head: string) => `require 'sinatra'
require 'anthropic'

${head}
post '/ask' do
  message = Anthropic::Client.new.messages.create(model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: params[:q] }])
  message.content.first.text
end
`;

const sureOf = async (path: string, text: string): Promise<string | undefined> => {
  const found = (await findingsOf(path, text)).filter(({ rule }) => rule === 'open-proxy');
  assert.ok(found.length < 2);
  return found[0] && `${found[0].severity} ${found[0].confidence}`;
};

describe('a server that stands in one file', () => {
  it('is open for sure where all that is put before its handlers is known', async () => {
    assert.equal(await sureOf('main.go', go('http.HandleFunc("/ask", ask)')), 'error high');
    assert.equal(await sureOf('main.go', go('http.Handle("/ask", logged(http.HandlerFunc(ask)))')), 'error high');
    assert.equal(
      await sureOf(
        'main.go',
        go('http.HandleFunc("/ask", ask)', 'mux := http.NewServeMux(); mux.Use(entrance.Logger)'),
      ),
      'error high',
    );
    assert.equal(await sureOf('app.rb', ruby("set :bind, '0.0.0.0'")), 'error high');
  });

  it('may be guarded by what another file puts before them', async () => {
    assert.equal(await sureOf('main.go', go('http.HandleFunc("/ask", entrance.Door(ask))')), 'warning low');
    assert.equal(
      await sureOf('main.go', go('http.HandleFunc("/ask", ask)', 'mux := http.NewServeMux(); mux.Use(entrance.Door)')),
      'warning low',
    );
    assert.equal(await sureOf('app.rb', ruby("set :bind, '0.0.0.0'\nuse Entrance::Door")), 'warning low');
  });

  it('may be for its own machine where nobody says otherwise, and is where somebody says so', async () => {
    assert.equal(await sureOf('app.rb', ruby('')), 'warning low');
    assert.equal(await sureOf('app.rb', ruby("set :bind, '127.0.0.1'")), undefined);
    const local = go('http.HandleFunc("/ask", ask)').replace('":8080"', '"localhost:8080"');
    assert.equal(await sureOf('main.go', local), undefined);
  });

  it('is not known where another file starts it', async () => {
    const handler = go('').replace(/func main\(\) \{[\s\S]*/, '');
    assert.equal(await sureOf('ask.go', handler), undefined);
  });
});
