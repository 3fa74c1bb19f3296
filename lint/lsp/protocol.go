package lsp

// The part of the Language Server Protocol 3.17 that is spoken here
// (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/).

// object is JSON that is written down where it is sent.
type object map[string]any

// point is a place in a text: both numbers count from 0, and Character counts
// units of the encoding that was agreed on.
type point struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// extent is a half-open range of a text.
type extent struct {
	Start point `json:"start"`
	End   point `json:"end"`
}

type folder struct {
	URI string `json:"uri"`
}

type initializeParams struct {
	RootURI      string   `json:"rootUri"`
	Folders      []folder `json:"workspaceFolders"`
	Capabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			WatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			Edit struct {
				DocumentChanges    bool     `json:"documentChanges"`
				ResourceOperations []string `json:"resourceOperations"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
	} `json:"capabilities"`
}

// messageParams are those of all other messages: what one does not have stays empty.
type messageParams struct {
	Document struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int    `json:"version"`
		Text       string `json:"text"`
	} `json:"textDocument"`
	Changes  []textChange `json:"contentChanges"`
	Position point        `json:"position"`
	Range    extent       `json:"range"`
	Context  struct {
		Only []string `json:"only"`
	} `json:"context"`
	Event struct {
		Added   []folder `json:"added"`
		Removed []folder `json:"removed"`
	} `json:"event"`
}

// textChange puts Text in the place of Range; without Range, of the whole text.
type textChange struct {
	Range *extent `json:"range"`
	Text  string  `json:"text"`
}

type diagnostic struct {
	Range       extent    `json:"range"`
	Severity    int       `json:"severity"` // 1 error, 2 warning, 3 information
	Code        string    `json:"code,omitempty"`
	Description object    `json:"codeDescription,omitempty"`
	Source      string    `json:"source"`
	Message     string    `json:"message"`
	Related     []related `json:"relatedInformation,omitempty"`
}

type related struct {
	Location object `json:"location"`
	Message  string `json:"message"`
}

type symbol struct {
	Name      string   `json:"name"`
	Detail    string   `json:"detail,omitempty"`
	Kind      int      `json:"kind"`
	Range     extent   `json:"range"`
	Selection extent   `json:"selectionRange"`
	Children  []symbol `json:"children,omitempty"`
}

// The kinds of symbols that are used: for a zone, the posting and a duty.
const kindNamespace, kindClass, kindEvent = 3, 5, 24

type codeAction struct {
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Diagnostics []diagnostic `json:"diagnostics,omitempty"`
	Edit        object       `json:"edit"`
}

// The kinds of code actions that are offered.
const quickFix, extract = "quickfix", "refactor.extract"

type textEdit struct {
	Range   extent `json:"range"`
	NewText string `json:"newText"`
}
